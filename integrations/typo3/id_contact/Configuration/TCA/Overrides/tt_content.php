<?php

declare(strict_types=1);

use TYPO3\CMS\Core\Utility\ExtensionManagementUtility;

defined('TYPO3') || die();

(static function (): void {
    $type = 'id_contact_button';
    $texts = 'LLL:EXT:id_contact/Resources/Private/Language/locallang.xlf:';

    ExtensionManagementUtility::addTcaSelectItem(
        'tt_content',
        'CType',
        [
            'label' => $texts . 'title',
            'description' => $texts . 'description',
            'value' => $type,
            'icon' => 'content-elements-mailform',
            'group' => 'forms',
        ],
    );
    ExtensionManagementUtility::addPiFlexFormValue('*', 'FILE:EXT:id_contact/Configuration/FlexForms/Button.xml', $type);

    $GLOBALS['TCA']['tt_content']['ctrl']['typeicon_classes'][$type] = 'content-elements-mailform';
    $GLOBALS['TCA']['tt_content']['types'][$type] = [
        'showitem' => '
            --div--;LLL:EXT:core/Resources/Private/Language/Form/locallang_tabs.xlf:general,
                --palette--;;general, --palette--;;headers, pi_flexform,
            --div--;LLL:EXT:core/Resources/Private/Language/Form/locallang_tabs.xlf:access,
                --palette--;;hidden, --palette--;;access',
    ];
})();
