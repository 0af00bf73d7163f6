<?php

declare(strict_types=1);

namespace Drupal\id_contact\Form;

use Drupal\Component\Utility\UrlHelper;
use Drupal\Core\Form\ConfigFormBase;
use Drupal\Core\Form\FormStateInterface;

/**
 * What an administrator copies once from the operator of ID Contact.
 */
final class SettingsForm extends ConfigFormBase {

  private const SETTINGS = 'id_contact.settings';

  /**
   * {@inheritdoc}
   */
  public function getFormId(): string {
    return 'id_contact_settings';
  }

  /**
   * {@inheritdoc}
   */
  protected function getEditableConfigNames(): array {
    return [self::SETTINGS];
  }

  /**
   * {@inheritdoc}
   */
  public function buildForm(array $form, FormStateInterface $form_state): array {
    $config = $this->config(self::SETTINGS);
    $form['core'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Address of the core'),
      '#description' => $this->t('For instance: @example', ['@example' => 'https://contact.gemeente.example']),
      '#default_value' => $config->get('core'),
      '#required' => TRUE,
    ];
    $form['script'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Address of the script'),
      '#description' => $this->t('For instance: @example', ['@example' => 'https://contact.gemeente.example/sdk/0.1.0/id-contact-button.js']),
      '#default_value' => $config->get('script'),
      '#maxlength' => 512,
      '#required' => TRUE,
    ];
    $form['integrity'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Hash of the script'),
      '#description' => $this->t('It makes sure that only the script that your operator published can run.'),
      '#default_value' => $config->get('integrity'),
      '#required' => TRUE,
    ];
    $form['phone'] = [
      '#type' => 'textfield',
      '#title' => $this->t('Telephone number'),
      '#description' => $this->t('Yours, shown when the core cannot be reached. For instance: @example', ['@example' => '14 026']),
      '#default_value' => $config->get('phone'),
    ];
    return parent::buildForm($form, $form_state);
  }

  /**
   * {@inheritdoc}
   */
  public function validateForm(array &$form, FormStateInterface $form_state): void {
    foreach (['core', 'script'] as $name) {
      if (!$this->isAddress((string) $form_state->getValue($name))) {
        $form_state->setErrorByName($name, $this->t('The address must begin with https://.'));
      }
    }
    if (preg_match('/^sha384-[A-Za-z0-9+\/]{64}$/D', trim((string) $form_state->getValue('integrity'))) !== 1) {
      $form_state->setErrorByName('integrity', $this->t('The hash must begin with sha384- and be copied whole.'));
    }
    $phone = trim((string) $form_state->getValue('phone'));
    if ($phone !== '' && preg_match('/^\+?[0-9](?: ?[0-9]){2,14}$/D', $phone) !== 1) {
      $form_state->setErrorByName('phone', $this->t('A telephone number has digits and spaces, and perhaps a + before them.'));
    }
    parent::validateForm($form, $form_state);
  }

  /**
   * {@inheritdoc}
   */
  public function submitForm(array &$form, FormStateInterface $form_state): void {
    $this->config(self::SETTINGS)
      ->set('core', rtrim(trim((string) $form_state->getValue('core')), '/'))
      ->set('script', trim((string) $form_state->getValue('script')))
      ->set('integrity', trim((string) $form_state->getValue('integrity')))
      ->set('phone', trim((string) $form_state->getValue('phone')))
      ->save();
    parent::submitForm($form, $form_state);
  }

  /**
   * An address that a browser may be sent to: encrypted, or on this machine.
   */
  private function isAddress(string $typed): bool {
    $address = trim($typed);
    if (!UrlHelper::isValid($address, TRUE)) {
      return FALSE;
    }
    $is_local = in_array(parse_url($address, PHP_URL_HOST), ['localhost', '127.0.0.1'], TRUE);
    return str_starts_with($address, 'https://') || ($is_local && str_starts_with($address, 'http://'));
  }

}
